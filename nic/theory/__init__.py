"""Problems of practice and theories of improvement."""

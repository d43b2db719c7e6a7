"""What every room's pages share: forms, tables, pictures, file readers, error pages."""

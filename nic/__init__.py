"""NIC: the open system with which schools improve together."""

from pathlib import Path
from typing import TYPE_CHECKING

from nic.kernel.resources import resource_folder

if TYPE_CHECKING:
    from nic.kernel.application import Application
    from nic.settings import Settings


def create_app(settings: "Settings | None" = None) -> "Application":
    """Makes the application: settings, extensions, rooms, errors. Raises SettingsError."""
    from nic.extensions import init_extensions
    from nic.kernel.application import Application
    from nic.rooms import register_rooms
    from nic.settings import load_settings

    settings = settings or load_settings()
    app = Application(
        "nic",
        root_path=str(Path(__file__).parent),
        template_folder=str(resource_folder("templates")),
        static_folder=str(resource_folder("static")),
        instance_path=str(settings.data_dir.resolve()),
    )
    app.config.from_mapping(settings.flask_config())
    init_extensions(app, settings)
    register_rooms(app)
    return app

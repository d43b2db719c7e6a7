"""The archive of a backup: a gzipped tar with a manifest, the dump of the database and the kept files."""

import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from nic.cli.group import REFUSED, Failure

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database"
FILES = "files"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: when it was made, the kind of database and the revision of its schema."""

    made_at: str
    database: str
    revision: str
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Archive:
    """One backup file."""

    path: Path

    def write(self, manifest: Manifest, dump: Callable[[Path], None], files: Path) -> int:
        """Writes the archive, whole or not at all, readable by its owner alone; returns the number of files in it.

        ``dump(path)`` writes the database to a file. The database comes first: a file that it names is there already.
        Files that are being written (their names begin with a dot) are left out.
        """
        with tempfile.TemporaryDirectory(dir=self.path.parent, prefix=".backup-") as name:
            folder = Path(name)
            dump(folder / DUMP)
            (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2))
            partial = folder / "archive"
            with tarfile.open(partial, "w:gz") as tar:
                tar.add(folder / MANIFEST, MANIFEST)
                tar.add(folder / DUMP, DUMP)
                count = 0
                for path in sorted(files.rglob("*")):
                    if path.is_file() and not path.name.startswith("."):
                        with suppress(FileNotFoundError):  # removed for good meanwhile
                            tar.add(path, f"{FILES}/{path.relative_to(files).as_posix()}")
                            count += 1
            partial.chmod(0o600)
            os.replace(partial, self.path)
        return count

    def manifest(self) -> Manifest:
        """Reads the manifest. Raises Failure where the file is not a backup of this format."""
        with self._opened() as tar:
            first = tar.next()
            source = tar.extractfile(first) if first is not None and first.name == MANIFEST else None
            if source is None:
                raise Failure(f"{self.path} is not a backup of NIC.", REFUSED)
            told = json.loads(source.read())
        if told.get("format") != FORMAT:
            raise Failure(f"{self.path} has a format that this version of NIC does not know.", REFUSED)
        return Manifest(**told)

    def read(self, restore: Callable[[Path], None], files: Path) -> int:
        """Unpacks everything, then calls ``restore(path)`` with the dump, then exchanges the folder of files.

        Returns the number of files. Raises Failure where the archive is damaged; nothing was changed then.
        """
        files.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=files.parent, prefix=".restore-") as name:
            folder = Path(name)
            count = self._unpack(folder)
            restore(folder / DUMP)
            if files.exists():
                os.replace(files, folder / "before")
            (folder / FILES).mkdir(exist_ok=True)
            os.replace(folder / FILES, files)
        return count

    def _unpack(self, folder: Path) -> int:
        """Writes the dump and the files below a folder; names that lead elsewhere and links are refused."""
        count = 0
        with self._opened() as tar:
            for member in tar:
                parts = PurePosixPath(member.name).parts
                source = tar.extractfile(member) if member.isfile() else None
                if source is None or ".." in parts or parts[:1] not in ((MANIFEST,), (DUMP,), (FILES,)):
                    raise Failure(f"{self.path} holds {member.name!r}, which no backup of NIC does.", REFUSED)
                target = folder.joinpath(*parts)
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with target.open("wb") as file:
                    shutil.copyfileobj(source, file)
                count += parts[0] == FILES
        return count

    @contextmanager
    def _opened(self) -> Iterator[tarfile.TarFile]:
        try:
            with tarfile.open(self.path, "r:gz") as tar:
                yield tar
        except (tarfile.TarError, EOFError, OSError, ValueError) as error:
            raise Failure(f"{self.path} is not a whole backup of NIC.", REFUSED) from error

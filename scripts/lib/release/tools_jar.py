"""One jar with the commands (`java -jar`), the functions' classes and all libraries."""

import zipfile

# Of every entry, so that the same content gives the same bytes.
DATE = (2026, 1, 1, 0, 0, 0)
MANIFEST = "Manifest-Version: 1.0\nMain-Class: dev.cwforwarder.cli.Main\nMulti-Release: true\nEnable-Native-Access: ALL-UNNAMED\n\n"
# Files that each library has; the jar keeps all of them, next to the name of their library.
OF_A_LIBRARY = ("LICENSE", "NOTICE", "DEPENDENCIES", "README", "AL2.0", "LGPL2.1")


def write(target, file):
    """:param target: the folder of Maven's build"""
    own = [target / "clickstack-cloudwatch-forwarder.jar"]
    libraries = sorted((target / "function/lib").glob("*.jar")) + sorted((target / "cli").glob("*.jar"))
    entries = {}
    for jar in own + libraries:
        with zipfile.ZipFile(jar) as source:
            for name in source.namelist():
                if not name.endswith("/") and name != "META-INF/MANIFEST.MF" and not name.endswith("module-info.class"):
                    _add(entries, name, source.read(name), jar)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as jar:
        for name, data in [("META-INF/MANIFEST.MF", MANIFEST.encode()), *sorted(entries.items())]:
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            jar.writestr(entry, data)


def _add(entries, name, data, jar):
    if name.startswith("META-INF/") and any(word in name.upper() for word in OF_A_LIBRARY):
        name = name.replace("META-INF/", f"META-INF/libraries/{jar.stem}/", 1)
    if name not in entries:
        entries[name] = data
    elif name.startswith("META-INF/services/"):
        entries[name] = entries[name].rstrip(b"\n") + b"\n" + data
    elif entries[name] != data:
        raise ValueError(f"{name} has another content in {jar.name} than in a library before")

/// Parses logs of known formats. Most are rows of a table: access lines in [HttpForms], other lines
/// in [LineForms], JSON objects in [ObjectTable], [ServiceTable] and [PlatformTable]. A format that
/// no row can describe has a class of its own. Each table or class is loaded with the first line or
/// object that needs it.
@NullMarked
package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.NullMarked;

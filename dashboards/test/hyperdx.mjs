// HyperDX's own schemas and SQL generator, extracted from the bundle of its command line tool, which exports nothing.
//
// The bundle consists of lazily evaluated modules, followed by the tool itself. This file extracts the modules, and
// from the tool the one that converts a tile's configuration into the configuration of a query.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SHARED_END = '\n// src/utils/silenceLogs.ts\n';
const TILE_BEGIN = '\n// src/shared/tileConfig.ts\n';
const TILE_END = '\n// src/shared/tileQuery.ts\n';
const EXPORTS = `
export const types = require_types2();
export const metadata = require_metadata();
export const utils = require_utils3();
export const clickhouse = require_clickhouse();
export const generator = require_renderChartConfig();
export { resolveTileConfig, convertTileConfigForQuery };
`;

/** Loads the extracted parts. Fails with an explanation if the bundle of another version has a different structure. */
export async function loadHyperdx() {
  const tool = createRequire(import.meta.url).resolve('@hyperdx/cli/package.json');
  const { version } = JSON.parse(readFileSync(tool, 'utf8'));
  const extract = join(dirname(dirname(dirname(tool))), '.extract', `hyperdx-${version}.mjs`);
  if (!existsSync(extract)) {
    mkdirSync(dirname(extract), { recursive: true });
    writeFileSync(`${extract}.${process.pid}`, partsOf(readFileSync(join(dirname(tool), 'dist', 'cli.js'), 'utf8'), version));
    renameSync(`${extract}.${process.pid}`, extract);
  }
  return import(pathToFileURL(extract).href);
}

function partsOf(bundle, version) {
  const at = (marker, from = 0) => {
    const found = bundle.indexOf(marker, from);
    if (found < 0) {
      throw new Error(`@hyperdx/cli ${version}: no line "${marker.trim()}" in dist/cli.js: the bundle has a different structure`);
    }
    return found;
  };
  const tile = at(TILE_BEGIN);
  return bundle.slice(0, at(SHARED_END)) + bundle.slice(tile, at(TILE_END, tile)) + EXPORTS;
}

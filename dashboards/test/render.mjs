// Validates HyperDX files and renders the SQL that HyperDX sends for them.
//
// Reads one request as JSON from standard input and writes one response as JSON:
//   database   name of the database with otel_logs and otel_traces, and the metadata that HyperDX queries, by table: columns, table
//   range      [from, to] in milliseconds
//   filters    conditions that a user selected, as [{expression, values}]
//   dashboard, searches    contents of the files; either may be absent
//   clicks     [{tile, row}]: row clicks to follow
//   alerts     [{search or tile, interval, groupBy}]: by name, evaluated in windows of the interval
// The response has problems (sentences), tiles, filters, searches, clicks and alerts, each with its SQL.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadHyperdx } from './hyperdx.mjs';

const Handlebars = createRequire(import.meta.url)('handlebars');
const GRID = 24;
const FIRST_WINDOW_MILLIS = 15 * 60_000;
const request = JSON.parse(readFileSync(0, 'utf8'));
for (const level of ['debug', 'warn']) console[level] = () => {};
const hyperdx = await loadHyperdx();
const range = request.range.map((millis) => new Date(millis));
const selected = (request.filters ?? []).map(({ expression, values }) => ({ type: 'sql', condition: `${expression} IN (${values.map(quoted).join(', ')})` }));
const problems = [];

// The sources "Logs" and "Traces", as a new installation of ClickStack creates them.
const LOGS = {
  id: 'logs', name: 'Logs', kind: 'log', connection: 'default',
  from: { databaseName: request.database.name, tableName: 'otel_logs' },
  timestampValueExpression: 'Timestamp', displayedTimestampValueExpression: 'Timestamp',
  defaultTableSelectExpression: 'Timestamp, ServiceName, SeverityText, Body',
  serviceNameExpression: 'ServiceName', severityTextExpression: 'SeverityText', bodyExpression: 'Body',
  eventAttributesExpression: 'LogAttributes', resourceAttributesExpression: 'ResourceAttributes',
  traceIdExpression: 'TraceId', spanIdExpression: 'SpanId', implicitColumnExpression: 'Body',
};
const TRACES = {
  id: 'traces', name: 'Traces', kind: 'trace', connection: 'default',
  from: { databaseName: request.database.name, tableName: 'otel_traces' },
  timestampValueExpression: 'Timestamp', displayedTimestampValueExpression: 'Timestamp',
  defaultTableSelectExpression: 'Timestamp,ServiceName,StatusCode,round(Duration/1e6),SpanName',
  serviceNameExpression: 'ServiceName', eventAttributesExpression: 'SpanAttributes', resourceAttributesExpression: 'ResourceAttributes',
  traceIdExpression: 'TraceId', spanIdExpression: 'SpanId', parentSpanIdExpression: 'ParentSpanId', spanNameExpression: 'SpanName',
  spanKindExpression: 'SpanKind', durationExpression: 'Duration', durationPrecision: 9, statusCodeExpression: 'StatusCode',
  statusMessageExpression: 'StatusMessage', implicitColumnExpression: 'SpanName',
};

function sourceOf(name) {
  const source = [LOGS, TRACES].find((each) => each.name === name);
  if (!source) throw new Error(`the source is "${name}", not "Logs" or "Traces"`);
  return source;
}

// Answers HyperDX's metadata queries from the request instead of a server.
class RequestMetadata extends hyperdx.metadata.Metadata {
  constructor() {
    super({ query() { throw new Error('HyperDX queries metadata that the request does not contain'); } }, new hyperdx.metadata.MetadataCache());
  }
  async getColumns({ tableName }) { return request.database.tables[tableName].columns; }
  async getTableMetadata({ tableName }) { return request.database.tables[tableName].table; }
  async getSkipIndices() { return []; }
  async getSettings() { return new Map(); }
  async getSetting() { return undefined; }
  async getServerVersion() { return undefined; }
  async isClickHouseCloud() { return false; }
}
const metadata = new RequestMetadata();

async function sqlOf(config) {
  const { sql, params } = await hyperdx.generator.renderChartConfig(config, metadata, undefined);
  return hyperdx.clickhouse.parameterizedQueryToSql({ sql, params });
}

function quoted(text) {
  return `'${String(text).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** Parses with one of HyperDX's schemas. Reports members that the schema rejects, and members that it silently drops. */
function parsed(schema, value, name) {
  const result = schema.safeParse(value);
  if (!result.success) {
    for (const issue of result.error.issues) problems.push(`${name}: ${issue.path.join('.')}: ${issue.message}`);
    return value;
  }
  const dropped = (given, kept, path) => {
    if (given === null || typeof given !== 'object') return;
    for (const [key, inner] of Object.entries(given)) {
      const at = [...path, key];
      if (kept === null || typeof kept !== 'object' || !(key in kept)) problems.push(`${name}: ${at.join('.')} is unknown to HyperDX and would be dropped`);
      else dropped(inner, kept[key], at);
    }
  };
  dropped(value, result.data, []);
  return result.data;
}

function checkLayout({ tiles, containers = [] }) {
  const tabs = new Set(containers.flatMap(({ id, tabs = [] }) => tabs.map((tab) => `${id}/${tab.id}`)));
  const places = new Map();
  for (const tile of tiles) {
    const place = `${tile.containerId}/${tile.tabId}`;
    if (!tabs.has(place)) problems.push(`tile ${tile.id}: there is no tab ${place}`);
    if (tile.x < 0 || tile.w < 1 || tile.h < 1 || tile.x + tile.w > GRID) problems.push(`tile ${tile.id}: exceeds the grid of ${GRID} columns`);
    for (const other of places.get(place) ?? []) {
      if (tile.x < other.x + other.w && other.x < tile.x + tile.w && tile.y < other.y + other.h && other.y < tile.y + tile.h) {
        problems.push(`tile ${tile.id}: overlaps tile ${other.id}`);
      }
    }
    places.set(place, [...(places.get(place) ?? []), tile]);
  }
  for (const tab of tabs) if (!places.has(tab)) problems.push(`tab ${tab} has no tile`);
}

function configOf(saved) {
  const resolved = hyperdx.resolveTileConfig({ config: saved, source: sourceOf(saved.source), dateRange: range, granularity: undefined, filters: selected });
  if (!resolved.ok) throw new Error(resolved.message);
  return hyperdx.convertTileConfigForQuery(resolved.config);
}

/** A table whose first order is by the timestamp: HyperDX queries the newest window only, and the others page by page. */
function firstPage(query) {
  if (!hyperdx.utils.isTimestampExpressionInFirstOrderBy(query)) return query;
  const [start, end] = range;
  return { ...query, dateRange: [new Date(Math.max(start, end - FIRST_WINDOW_MILLIS)), end] };
}

/** What a tile queries: a list of events, a chart, or for a heatmap the points that it counts in buckets. */
function queryOf(config) {
  switch (config.displayType) {
    case 'search':
    case 'event_patterns':
      // HyperDX ignores the order of a tile with a list.
      return searchConfig({ ...config, orderBy: undefined });
    case 'table':
      return firstPage(configOf(config));
    case 'heatmap': {
      const [{ valueExpression }] = config.select;
      return { ...searchConfig(config), select: `Timestamp, ${valueExpression} AS value`, where: `(${config.where}) AND value IS NOT NULL`, limit: undefined };
    }
    default:
      return configOf(config);
  }
}

async function renderTile(tile) {
  const { config } = tile;
  const response = { ...tile, name: config.name, displayType: config.displayType };
  if (config.displayType === 'markdown') return response;
  response.sql = await sqlOf(queryOf(config));
  if (config.backgroundChart) {
    response.sparklineSql = await sqlOf(configOf({ ...config, displayType: 'line', granularity: 'auto', groupBy: undefined }));
  }
  return response;
}

/** The query of the search page: its first page, newest first. */
function searchConfig({ source: name, select, where, whereLanguage, orderBy }, filters = selected) {
  const source = sourceOf(name);
  return {
    source: source.id, connection: source.connection, from: source.from, timestampValueExpression: source.timestampValueExpression,
    implicitColumnExpression: source.implicitColumnExpression, bodyExpression: source.bodyExpression,
    displayType: 'search', select: select || source.defaultTableSelectExpression, where: where ?? '', whereLanguage: whereLanguage ?? 'lucene',
    orderBy: orderBy || 'Timestamp DESC', filters, dateRange: range, limit: { limit: 200 },
  };
}

/** The number of events that a search finds, which an alert compares. */
function countConfig(search, filters) {
  return { ...searchConfig(search, filters), select: 'count() AS events', orderBy: undefined, limit: undefined };
}

async function renderFilter({ name, expression, where, whereLanguage, source }) {
  return { name, expression, sql: await sqlOf({ ...searchConfig({ source, where, whereLanguage }, []), select: `${expression} AS value, count() AS events`, groupBy: 'value', orderBy: 'value', limit: undefined }) };
}

async function renderSearch(search) {
  const { source, ...rest } = search;
  parsed(hyperdx.types.SavedSearchSchema, { ...rest, id: 'x', source: sourceOf(source).id }, `saved search "${search.name}"`);
  return { ...search, sql: await sqlOf(searchConfig(search, search.filters)), countSql: await sqlOf(countConfig(search, search.filters)) };
}

const handlebars = Handlebars.create();

// As HyperDX's renderOnClickSearch does it.
async function renderClick({ tile: id, row }) {
  const { onClick } = request.dashboard.tiles.find((tile) => tile.id === id).config;
  const fill = (template) => handlebars.compile(template, { noEscape: true, strict: true })(row);
  if (onClick.target.mode !== 'template') throw new Error('the target of onClick must be a template: an ID is not valid after an import');
  const { source } = request.dashboard.tiles.find((tile) => tile.id === id).config;
  const expected = { search: source, dashboard: request.dashboard.name }[onClick.type];
  if (fill(onClick.target.template) !== expected) throw new Error(`onClick opens the ${onClick.type} "${fill(onClick.target.template)}"`);
  const known = new Set(request.dashboard.filters.map(({ expression }) => expression));
  for (const { expression } of onClick.filters ?? []) if (onClick.type === 'dashboard' && !known.has(expression)) throw new Error(`the dashboard has no filter ${expression}`);
  const values = new Map();
  for (const { expression, template } of onClick.filters ?? []) values.set(expression, [...(values.get(expression) ?? []), fill(template)]);
  const filters = [...values].map(([expression, filled]) => ({ type: 'sql', condition: `${expression} IN (${filled.map(quoted).join(', ')})` }));
  return { tile: id, sql: await sqlOf(countConfig({ source, where: fill(onClick.whereTemplate ?? ''), whereLanguage: onClick.whereLanguage }, filters)) };
}

// Like HyperDX's alert job: a value for each window, and for each group if there are groups.
async function renderAlert({ search, tile, interval, groupBy }) {
  const granularity = `${hyperdx.types.ALERT_INTERVAL_TO_MINUTES[interval]} minute`;
  if (!(interval in hyperdx.types.ALERT_INTERVAL_TO_MINUTES)) throw new Error(`HyperDX has no interval "${interval}"`);
  const named = (items, name, nameOf) => {
    const found = items.filter((item) => nameOf(item) === name);
    if (found.length !== 1) throw new Error(`${found.length} of them are named "${name}"`);
    return found[0];
  };
  if (search) {
    const saved = named(request.searches, search, ({ name }) => name);
    const config = { ...countConfig(saved, saved.filters), displayType: 'line', select: [{ aggFn: 'count', valueExpression: '', aggCondition: '', alias: 'value' }], groupBy, granularity };
    return { sql: await sqlOf(hyperdx.convertTileConfigForQuery(config)) };
  }
  const { config } = named(request.dashboard.tiles, tile, ({ config }) => config.name);
  if (!hyperdx.utils.displayTypeSupportsBuilderAlerts(config.displayType)) throw new Error(`HyperDX does not support alerts on a ${config.displayType} tile`);
  return { sql: await sqlOf(configOf({ ...config, displayType: 'line', granularity })) };
}

async function each(items, what, render) {
  const results = [];
  for (const item of items ?? []) {
    try {
      results.push(await render(item));
    } catch (error) {
      problems.push(`${what} ${item.id ?? item.tile ?? item.search ?? item.name}: ${error.message}`);
    }
  }
  return results;
}

if (request.dashboard) {
  parsed(hyperdx.types.DashboardTemplateSchema, request.dashboard, 'dashboard');
  checkLayout(request.dashboard);
}
const response = {
  tiles: await each(request.dashboard?.tiles, 'tile', renderTile),
  filters: await each(request.dashboard?.filters, 'filter', renderFilter),
  searches: await each(request.searches, 'saved search', renderSearch),
  clicks: await each(request.clicks, 'click in tile', renderClick),
  alerts: await each(request.alerts, 'alert on', (alert) => renderAlert(alert)),
};
process.stdout.write(JSON.stringify({ problems, ...response }));

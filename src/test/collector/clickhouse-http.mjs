// An embedded ClickHouse (npm chdb) with the subset of ClickHouse's HTTP interface that the
// collector's ClickHouse exporter and queries of tests require.
//
//   node clickhouse-http.mjs FOLDER     FOLDER contains chdb in node_modules; no data is stored there
//
// Listens on a free port of 127.0.0.1 and prints it as the first line. The query is the body, or the
// parameter `query` with rows in Native format as the body; `default_format` is as in ClickHouse.
// The data is in a temporary folder, which SIGTERM deletes. The table default.inserts has a row for each
// insert into a partitioned table: the number of partitions and rows of its parts.
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const { Session } = createRequire(path.resolve(process.argv[2], 'package.json'))('chdb');
const session = new Session();

// The first request of clickhouse-go. The response announces revision 0, the oldest protocol, so that
// both sides use plain Native from then on, which chdb reads and writes.
const HELLO = /^SELECT displayName\(\), version\(\), revision\(\), timezone\(\)$/;

// One row as a block of the client's newest protocol, in which it reads this first response.
function hello() {
  const string = (text) => Buffer.from([text.length, ...Buffer.from(text)]);
  const column = (name, type, value) =>
    Buffer.concat([string(name), string(type), Buffer.from([0]), value]);
  return Buffer.concat([
    Buffer.from([1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0]), // block info: no overflows, no bucket
    Buffer.from([4, 1]), // columns, rows
    column('displayName()', 'String', string('chdb')),
    column('version()', 'String', string(session.query('SELECT version()', 'TSVRaw').trim())),
    column('revision()', 'UInt32', Buffer.alloc(4)),
    column('timezone()', 'String', string('UTC')),
  ]);
}

async function select(sql, format) {
  const result = await session.queryAsync(sql, { format });
  return Buffer.from(result.bytes());
}

// The parts of the latest insert are those with new block numbers, which are not merged yet.
session.query(`CREATE TABLE default.inserts (at DateTime64(3), last Int64, partitions UInt64, rows UInt64)
  ENGINE = MergeTree ORDER BY at`);
const PARTS_OF_INSERT = `INSERT INTO default.inserts
  SELECT now64(3), max(max_block_number), uniqExact(partition), sum(rows)
  FROM system.parts
  WHERE database = 'default' AND partition != 'tuple()' AND level = 0
    AND min_block_number > (SELECT max(last) FROM default.inserts)
  HAVING count() > 0`;

async function insert(sql, rows) {
  const file = path.join(session.path, 'insert.native'); // sequential, see `turn`
  fs.writeFileSync(file, rows);
  const into = sql.replace(/\s+(FORMAT\s+Native|VALUES\b.*)?\s*$/is, '');
  await session.queryAsync(`${into} SELECT * FROM file('${file}', Native)`, { format: 'Null' });
  await session.queryAsync(PARTS_OF_INSERT, { format: 'Null' });
  return Buffer.alloc(0);
}

function answer(parameters, body) {
  const query = parameters.get('query');
  if (query && body.length > 0) {
    return insert(query, body);
  }
  const sql = query ?? body.toString();
  return HELLO.test(sql.trim())
    ? hello()
    : select(sql, parameters.get('default_format') ?? 'TabSeparated');
}

async function body(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function serve(request, response) {
  const bytes = await body(request);
  try {
    response.end(await answer(new URL(request.url, 'http://localhost').searchParams, bytes));
  } catch (problem) {
    console.error(problem.message);
    response.writeHead(500, { 'X-ClickHouse-Exception-Code': String(problem.clickhouseCode ?? 1) });
    response.end(problem.message);
  }
}

let turn = Promise.resolve();
const server = http.createServer((request, response) => {
  turn = turn.then(() => serve(request, response)).catch(console.error);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

process.on('SIGTERM', () => {
  session.cleanup();
  process.exit(0);
});

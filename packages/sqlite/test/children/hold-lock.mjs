// Holds the write lock of a database until it is told to let go.
//   node hold-lock.mjs FILE
import Database from 'better-sqlite3';

const database = new Database(process.argv[2]);
database.exec('BEGIN IMMEDIATE');
console.log(JSON.stringify({ held: true }));
const letGo = () => process.exit(0);
process.stdin.once('data', letGo).once('end', letGo);

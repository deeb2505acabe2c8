// Writes every file of a folder into one pack: node pack.mjs FOLDER PACK. src/presentation/file_pack.h says how it looks.
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const [folder, pack] = process.argv.slice(2);
const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
let head = '';
const parts = [];
for (const name of names) {
    const bytes = readFileSync(join(folder, name));
    const gzip = gzipSync(bytes, { level: 9 });
    const kept = gzip.length < bytes.length ? gzip : Buffer.alloc(0);
    head += `${name}\t${bytes.length}\t${kept.length}\n`;
    parts.push(bytes, kept);
}
writeFileSync(`${pack}.new`, Buffer.concat([Buffer.from(`${head}\n`), ...parts]));
renameSync(`${pack}.new`, pack);

// The command line on a data folder of its own. (interfaces of the program: commands, exit codes, reports)
import assert from 'node:assert/strict';
import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';

import {examples, jsonLines, root, run, temporaryFolder} from './program.mjs';

/** Sum of a counter over all files of an import. */
function sum(lines, name) {
    return lines.reduce((total, line) => total + line[name], 0);
}

test('the examples go in once, and a second time every row exists', t => {
    const data = join(temporaryFolder(t), 'data');
    const first = run(data, ['import', ...examples, '--json']);
    assert.equal(first.exit, 0, first.out + first.err);
    const once = jsonLines(first);
    assert.equal(once.length, examples.length);
    assert.equal(sum(once, 'rejected'), 0);
    assert.equal(sum(once, 'exists'), 0);
    const before = jsonLines(run(data, ['trace', 'CYR260106-HK01', '--json']))[0];
    const second = run(data, ['import', ...examples, '--json']);
    assert.equal(second.exit, 0, second.out + second.err);
    const again = jsonLines(second);
    assert.equal(sum(again, 'accepted'), 0);
    assert.equal(sum(again, 'exists'), sum(once, 'accepted'));
    const after = jsonLines(run(data, ['trace', 'CYR260106-HK01', '--json']))[0];
    assert.equal(after.events.length, before.events.length, 'nothing is doubled');
    assert.deepEqual(after.graph, before.graph);
});

test('a file with twenty faults: one status a row, the good rows are in', t => {
    const folder = temporaryFolder(t);
    const report = join(folder, 'report.csv');
    const file = join(root, 'tests/data/import/twenty-faults.csv');
    const done = run(join(folder, 'data'), ['import', file, '--report', report]);
    assert.equal(done.exit, 3, done.out + done.err);
    const firstFour = line => line.split(',').slice(0, 4).join(',');
    const lines = readFileSync(report, 'utf8').replace(/^\ufeff/, '').trim().split(/\r?\n/);
    const expected = readFileSync(join(root, 'tests/data/import/twenty-faults.report.csv'), 'utf8').trim().split(/\r?\n/);
    assert.deepEqual(lines.map(firstFour), expected.map(firstFour));
    for (const line of lines.slice(1)) {
        const [, status, , code, advice] = line.split(',');
        if (status === 'rejected') assert.ok(code && advice, `says what to do: ${line}`);
    }
    const good = expected.filter(line => /^\d+,accepted/.test(line)).length;
    assert.match(done.out, new RegExp(`accepted ${good}, exists 0, rejected`));
});

test('the roasted coffee is traced from farms to shop', t => {
    const data = join(temporaryFolder(t), 'data');
    assert.equal(run(data, ['import', ...examples]).exit, 0);
    const answer = jsonLines(run(data, ['trace', 'CYR260106-HK01', '--json']))[0];
    const lots = answer.graph.nodes.map(node => node.lot_number);
    for (const lot of ['CQS-20251208', 'FYL-20251208', 'HAF-20251209', 'XPW2512-1', 'XPW2512-2', 'XPW2512-3', 'CYB260104',
                       'CYR260106']) {
        assert.ok(lots.includes(lot), `${lot} is in the graph`);
    }
    const steps = new Set(answer.events.map(event => event.step));
    for (const step of ['commissioning', 'transforming', 'merging', 'inspecting', 'transporting', 'retail_selling']) {
        assert.ok(steps.has(step), `${step} is told`);
    }
    const times = answer.events.map(event => Date.parse(event.event_time));
    assert.deepEqual(times, [...times].sort((a, b) => a - b), 'oldest first');
    const people = run(data, ['trace', 'CYR260106-HK01']);
    assert.equal(people.exit, 0);
    assert.match(people.out, /东寨湾拼配咖啡豆/);
});

test('a million codes are issued and exported; all check', t => {
    const folder = temporaryFolder(t);
    const data = join(folder, 'data');
    assert.equal(run(data, ['import', ...examples]).exit, 0);
    const file = join(folder, 'codes.csv');
    const count = 1_000_000;
    const done = run(data, ['codes', 'issue', '--lot', 'YYT260508', '--count', String(count), '--pin', '--export', file]);
    assert.equal(done.exit, 0, done.out + done.err);
    const lines = readFileSync(file, 'latin1').trim().split(/\r?\n/);
    assert.equal(lines[0].replace(/^\u00ef\u00bb\u00bf/, ''), 'code,url,pin');
    assert.equal(lines.length, count + 1);
    assert.match(lines[1], /^\d{20},\S+\/t\/\d{20},\d{6}$/);
    const sample = lines.slice(1).filter((line, index) => index % 1000 === 0).map(line => line.slice(0, 20));
    assert.equal(new Set(sample).size, sample.length);
    writeFileSync(join(folder, 'sample.txt'), sample.join('\n') + '\n');
    const checked = run(data, ['codes', 'check', '--file', join(folder, 'sample.txt')]);
    assert.equal(checked.exit, 0, checked.out.slice(-500) + checked.err);
});

test('exit codes tell what went wrong', t => {
    const folder = temporaryFolder(t);
    const data = join(folder, 'data');
    const cases = [
        {args: ['version'], exit: 0},
        {args: ['config', '--json'], exit: 0},
        {args: ['no-such-command'], exit: 2},
        {args: ['import'], exit: 2},
        {args: ['import', join(folder, 'no-such-file.csv')], exit: 1},
        {args: ['trace', 'NO-SUCH-LOT'], exit: 1},
        {args: ['user', 'role', '--name', 'nobody', '--add', 'party_clerk'], exit: 1},
    ];
    for (const {args, exit} of cases) {
        const done = run(data, args);
        assert.equal(done.exit, exit, `${args.join(' ')}\n${done.out}${done.err}`);
        if (exit !== 0) assert.notEqual(done.err + done.out, '', 'says why');
    }
});

test('every command has help with an example', t => {
    const data = join(temporaryFolder(t), 'data');
    const commands = [['serve'], ['init'], ['migrate'], ['config'], ['import'], ['trace'], ['codes', 'issue'],
                      ['codes', 'bind'], ['codes', 'export'], ['codes', 'check'], ['codes', 'freeze'], ['user', 'add'],
                      ['user', 'role'], ['user', 'token'], ['audit', 'verify'], ['audit', 'export'], ['version']];
    for (const words of commands) {
        const done = run(data, [...words, '--help']);
        assert.equal(done.exit, 0, words.join(' '));
        assert.match(done.out, /Example:\n +qiongyuan /, words.join(' '));
    }
});

test('a data folder is private, and made when it is missing', t => {
    const data = join(temporaryFolder(t), 'new', 'data');
    assert.equal(run(data, ['init']).exit, 0);
    assert.equal(statSync(join(data, 'keys')).mode & 0o777, 0o700);
    assert.equal(statSync(join(data, 'qiongyuan.db')).mode & 0o077, 0);
});

import { describe, expect, it } from 'vitest';
import { readText } from '../read-text.ts';

const record = '{"eventSource":"sts.amazonaws.com","eventName":"AssumeRole"}';
const binary = (begin: string) =>
	Buffer.concat([Buffer.from(begin, 'latin1'), Buffer.alloc(600, 1)]);

describe('a format that may hold logs', () => {
	const tar = Buffer.alloc(1024);
	tar.write('000000.json');
	tar.write('ustar', 257);
	it.each([
		['zip', binary('PK\x03\x04'), 'unzip FILE'],
		['tar', tar, 'tar -xf FILE'],
		['gzip', binary('\x1f\x8b\x08'), 'gunzip'],
		['zstd', binary('\x28\xb5\x2f\xfd'), 'zstd -d FILE'],
		['bzip2', binary('BZh91AY'), 'bunzip2'],
		['xz', binary('\xfd7zXZ\0'), 'xz -dk FILE'],
		['7-Zip', binary('7z\xbc\xaf\x27\x1c'), '7z x FILE'],
		['LZ4', binary('\x04\x22\x4d\x18'), 'lz4 -d FILE'],
		['Snappy', binary('\xff\x06\0\0sNaPpY'), 'snzip'],
		['Parquet', binary('PAR1'), 'FORMAT json'],
		['ORC', binary('ORC'), 'orc-contents FILE'],
		['Avro', binary('Obj\x01'), 'avro-tools tojson FILE'],
		['CSV', Buffer.from('Event ID,Event time,Event name\n1,2,ConsoleLogin\n'), 'eventJson'],
		['CSV', Buffer.from('"eventJson","x"\n'), 'duckdb'],
	])('is refused by its name with the way out: %s', (name, bytes, command) => {
		const { refused, others } = readText(bytes);
		expect(refused).toMatchObject([{ index: 0, code: 'other-format' }]);
		expect(refused[0]?.detail).toContain(name);
		expect(refused[0]?.detail).toContain(command);
		expect(others).toEqual({});
	});
});

describe('something else', () => {
	it.each([
		['picture', binary('\x89PNG\r\n\x1a\n')],
		['picture', binary('\xff\xd8\xff\xe0')],
		['document', binary('%PDF-1.7')],
		['binary', binary('\x7fELF')],
		['binary', Buffer.alloc(100)],
		['markup', Buffer.from(`<!doctype html>\n<script>\n${record}\n</script>`)],
		[
			'flow-log',
			Buffer.from('2 123456789010 eni-1235b8ca 172.31.16.139 172.31.16.21 20641 22 6\n'),
		],
		['flow-log', Buffer.from('version account-id interface-id srcaddr\n')],
		['access-log', Buffer.from('https 2026-03-03T22:23:00.186641Z app/my/1 192.0.2.1:2817 -\n')],
		['access-log', Buffer.from(`${'79a59df9'.repeat(8)} bucket [06/Feb/2026:00:00:38 +0000] x\n`)],
		['csv', Buffer.from('user,arn,password_enabled\nbora,arn:aws:iam::1:user/bora,true\n')],
		['text', Buffer.from('# Notes\n\n- [a](b)\n{ not JSON\n')],
		['text', Buffer.from('[2026-03-03 01:00:00] started\n[2026-03-03 01:00:01] ended\n')],
	])('is counted as what it is: %s', (kind, bytes) => {
		for (const cuts of [[], [1, 3, 20]])
			expect(readText(bytes, cuts)).toEqual({
				found: [],
				refused: [],
				records: 0,
				others: { [kind]: 1 },
			});
	});
});

describe('a text that does not begin with JSON', () => {
	it('is read from its first line of JSON on, and what was before it is refused once', () => {
		const { found, refused } = readText(`Downloading\nlog.json:\n${record}\noops\n${record}\n`);
		expect(found.map(({ index }) => index)).toEqual([2, 4]);
		expect(refused).toMatchObject([
			{ index: 0, code: 'not-json', detail: '2 lines from here are not JSON' },
			{ index: 3, code: 'not-json' },
		]);
	});

	it.each([
		['an export to S3', '2026-03-03T04:31:21.000Z '],
		['aws logs tail', '2026-03-03T04:31:21.000000+00:00 o-abc_CloudTrail_us-east-1_2 '],
		['aws logs tail --format short', '2026-03-03T04:31:21 '],
	])('is read although a time stands before each line: %s', (_, stamp) => {
		const text = [record, 'START', record, record].map((line) => `${stamp}${line}\n`).join('');
		for (const cuts of [[], [5, 30, 90, 150]]) {
			const { found, refused } = readText(text, cuts);
			expect(found.map(({ index }) => index)).toEqual([0, 2, 3]);
			expect(refused).toMatchObject([{ index: 1, code: 'not-json' }]);
		}
	});

	it('is refused if no line is JSON but it speaks of records', () => {
		const cut = `${record.slice(1)}\n`.repeat(3).replaceAll('}', '');
		expect(readText(cut)).toMatchObject({ refused: [{ index: 0, code: 'not-json' }], others: {} });
	});

	it.each([
		['syslog', `<134>1 2026-03-03T04:31:21Z host cloudtrail - - - ${record}\n`],
		['a warning before JSON', `Note\n${JSON.stringify({ message: record }, null, 2)}`],
		['the print of Python', `INFO ${record.replaceAll('"', "'")}\n`],
		['a file with a hole', `${'\0'.repeat(100)}${record}\n`],
	])('is refused if it speaks of records, as %s', (_, text) => {
		expect(readText(text)).toMatchObject({ refused: [{ index: 0, code: 'not-json' }], others: {} });
	});
});

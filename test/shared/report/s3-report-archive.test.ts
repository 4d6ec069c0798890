import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { s3ReportArchive } from '../../../shared/report/s3-report-archive.ts';

interface Stored {
	readonly body: Buffer;
	readonly headers: IncomingMessage['headers'];
}

/** A bucket over HTTP, so that the real client sends, reads and checks the bytes. */
const stored = new Map<string, Stored>();
let refusal: { status: number; code: string } | null = null;
let broken = false;
const server = createServer(async (request, response) => {
	const path = new URL(request.url ?? '', 'http://localhost').pathname;
	const body = await buffer(request);
	if (refusal !== null) {
		const { status, code } = refusal;
		const text = `<Error><Code>${code}</Code><Message>no</Message></Error>`;
		response.writeHead(status, { 'content-type': 'application/xml' }).end(text);
		return;
	}
	if (request.method === 'PUT') stored.set(path, { body, headers: request.headers });
	const found = stored.get(path);
	const checksum = String(found?.headers['x-amz-checksum-crc32']);
	response.setHeader('x-amz-checksum-crc32', broken ? 'AAAAAA==' : checksum);
	response.writeHead(200).end(request.method === 'GET' ? found?.body : undefined);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
beforeEach(() => {
	stored.clear();
	refusal = null;
	broken = false;
});

function anArchive() {
	const { port } = server.address() as AddressInfo;
	const client = new S3Client({
		region: 'ap-northeast-2',
		endpoint: `http://127.0.0.1:${port}`,
		credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
		maxAttempts: 1,
	});
	return s3ReportArchive({ client, bucket: 'reports' });
}

const NAME = 'reports/2026-W49/eyes-credentials-2026-W49.csv';
const TYPE = 'text/csv; charset=utf-8';
/** Excel needs the mark at the beginning, or it shows broken Hangul. */
const CSV = '\ufeff사용자\r\n김민수\r\n';

describe('the archive in S3', () => {
	it('gives a text back as it was, also its byte order mark', async () => {
		const archive = anArchive();
		await archive.put(NAME, CSV, TYPE);
		expect(await archive.get(NAME)).toBe(CSV);
		const one = stored.get(`/reports/${NAME}`);
		expect(one?.body).toEqual(Buffer.from(CSV, 'utf8'));
		expect(one?.headers).toMatchObject({ 'content-type': TYPE });
	});

	it('gives bytes back as they were', async () => {
		const archive = anArchive();
		const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0xff, 0x00, 0x80);
		await archive.put(NAME, bytes, 'application/octet-stream');
		expect(Buffer.from((await archive.getBytes(NAME)) ?? [])).toEqual(Buffer.from(bytes));
	});

	it('replaces a file that is written again', async () => {
		const archive = anArchive();
		await archive.put(NAME, 'old', TYPE);
		await archive.put(NAME, 'new', TYPE);
		expect(await archive.get(NAME)).toBe('new');
	});

	it('has null for a file that does not exist', async () => {
		refusal = { status: 404, code: 'NoSuchKey' };
		expect(await anArchive().get(NAME)).toBeNull();
		expect(await anArchive().getBytes(NAME)).toBeNull();
	});

	it.each([
		['NoSuchBucket', 404],
		['AccessDenied', 403],
	])('rejects with %s, which says nothing about the file', async (code, status) => {
		refusal = { status, code };
		await expect(anArchive().get(NAME)).rejects.toMatchObject({ name: code });
		await expect(anArchive().put(NAME, 'text', TYPE)).rejects.toMatchObject({ name: code });
	});

	it('refuses a file that arrives damaged', async () => {
		const archive = anArchive();
		await archive.put(NAME, CSV, TYPE);
		broken = true;
		await expect(archive.get(NAME)).rejects.toThrow(/checksum/i);
	});
});

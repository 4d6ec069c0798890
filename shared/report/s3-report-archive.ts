import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { READING_LIMITS } from '../runtime/request-limits.ts';
import type { ReportArchive } from './report-archive.ts';

export interface S3ReportArchiveOptions {
	readonly client: S3Client;
	readonly bucket: string;
}

/**
 * Keeps reports in a bucket. The role needs `s3:ListBucket`, because without it S3 answers
 * AccessDenied for a file that does not exist. The SDK sends a checksum with every file, and checks
 * it when it reads.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function s3ReportArchive({ client, bucket }: S3ReportArchiveOptions): ReportArchive {
	async function getBytes(name: string): Promise<Uint8Array | null> {
		try {
			const command = new GetObjectCommand({ Bucket: bucket, Key: name });
			const { Body } = await client.send(command);
			if (Body === undefined) throw new Error(`S3 gave no body for ${name}; try again`);
			return await Body.transformToByteArray();
		} catch (error) {
			if (error instanceof NoSuchKey) return null;
			throw error;
		}
	}
	return {
		getBytes,
		get: async (name) => {
			const bytes = await getBytes(name);
			return bytes === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
		},
		put: async (name, body, contentType) => {
			const input = { Bucket: bucket, Key: name, Body: body, ContentType: contentType };
			await client.send(new PutObjectCommand(input));
		},
	};
}

/**
 * Opens the archive in the function's own Region with the function's own role. A function that
 * seldom needs it imports this file when it does, `await import('…/s3-report-archive.ts')`, so that
 * its start does not pay for the client of S3.
 */
export function openReportArchive(bucket: string): ReportArchive {
	return s3ReportArchive({ client: new S3Client({ ...READING_LIMITS }), bucket });
}

import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PATIENT_LIMITS } from '../runtime/request-limits.ts';
import type { ReportArchive } from './report-archive.ts';

/** Keeps reports in a bucket in the function's own Region. */
export function s3ReportArchive(client: S3Client, bucket: string): ReportArchive {
	const getBytes = async (name: string) => {
		try {
			const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
			return Body === undefined ? null : await Body.transformToByteArray();
		} catch (error) {
			if (error instanceof NoSuchKey) return null;
			throw error;
		}
	};
	return {
		getBytes,
		get: async (name) => {
			const bytes = await getBytes(name);
			return bytes === null ? null : Buffer.from(bytes).toString('utf8');
		},
		put: async (name, text, contentType) => {
			await client.send(
				new PutObjectCommand({ Bucket: bucket, Key: name, Body: text, ContentType: contentType }),
			);
		},
	};
}

/** A client for files of some megabytes. */
export function openS3(): S3Client {
	return new S3Client({ maxAttempts: 4, requestHandler: PATIENT_LIMITS });
}

import { isObject } from '../record/json-object.ts';
import { nameInArn, readArn } from './arn.ts';
import { type Fields, objectAt, textAt } from './fields.ts';

const NOTHING: Fields = {};

/**
 * True for CreateSession of Roles Anywhere, by which a certificate obtains a session. S3's
 * CreateSession has another source.
 */
export function isCertificateSession(record: Fields): boolean {
	return (
		record.eventSource === 'rolesanywhere.amazonaws.com' && record.eventName === 'CreateSession'
	);
}

/**
 * Gives the one set of credentials in the answer of CreateSession; it is empty if there is none.
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html
 */
export function credentialSet(record: Fields): Fields {
	const sets = objectAt(record, 'responseElements').credentialSet;
	const first: unknown = Array.isArray(sets) ? sets[0] : sets;
	return isObject(first) ? first : NOTHING;
}

/**
 * Gives a name that people can look for: the certificate's subject, which AWS takes for the source
 * identity, or its serial number, which is the session's name. A failure prints neither, only which
 * trust anchor was asked.
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export function certificateName(record: Fields): string | null {
	const set = credentialSet(record);
	const anchor = textAt(objectAt(record, 'requestParameters'), 'trustAnchorArn');
	return (
		textAt(set, 'sourceIdentity') ??
		nameInArn(textAt(objectAt(set, 'assumedRoleUser'), 'arn') ?? '') ??
		readArn(anchor ?? '')?.resource ??
		null
	);
}

/** Gives the ARN under which Roles Anywhere knows the subject of the certificate. */
export function certificateSubject(record: Fields): string | null {
	const subject = textAt(objectAt(record, 'responseElements'), 'subjectArn');
	return readArn(subject ?? '') === null ? null : subject;
}

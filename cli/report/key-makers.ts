import { type Fields, objectAt, textAt } from '../../shared/sign-in/fields.ts';

/**
 * Notes who made a user or a key. A session is named with its role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function noteMaker(record: Fields, makers: Map<string, string>): void {
	if (textAt(record, 'eventSource') !== 'iam.amazonaws.com') return;
	const made = madeBy(textAt(record, 'eventName'), objectAt(record, 'responseElements'));
	const maker = makerIn(objectAt(record, 'userIdentity'));
	if (made !== null && maker !== null) makers.set(made, maker);
}

/** Gives the id of the key or the ARN of the user that a call made. */
function madeBy(event: string | null, answer: Fields): string | null {
	switch (event) {
		case 'CreateAccessKey':
			return textAt(objectAt(answer, 'accessKey'), 'accessKeyId');
		case 'CreateUser':
			return textAt(objectAt(answer, 'user'), 'arn');
		default:
			return null;
	}
}

function makerIn(identity: Fields): string | null {
	if (textAt(identity, 'type') === 'Root') return 'root';
	const session = textAt(identity, 'arn')?.split('/').slice(1).join('/');
	// The caller chooses the name of a session, so the role stands before it.
	if (textAt(identity, 'type') === 'AssumedRole') return session ?? null;
	return textAt(identity, 'userName') ?? session ?? null;
}

const ARN = /^arn:([\w-]+):([\w-]+):([\w-]*):([^:]*):(.+)$/;

export interface Arn {
	readonly partition: string;
	readonly service: string;
	readonly account: string;
	readonly resource: string;
}

/** Splits an ARN of any partition; null when the text is none. */
export function readArn(text: string): Arn | null {
	const [, partition, service, , account, resource] = ARN.exec(text) ?? [];
	if (
		partition === undefined ||
		service === undefined ||
		account === undefined ||
		resource === undefined
	)
		return null;
	return { partition, service, account, resource };
}

/**
 * The role behind `arn:aws:sts::A:assumed-role/ROLE/SESSION`. STS drops the role's path, so this is the right ARN only
 * for roles without one; prefer the `sessionIssuer` where it is printed.
 */
export function roleOfAssumedRole(text: string): string | null {
	const arn = readArn(text);
	const [kind, role] = arn?.resource.split('/') ?? [];
	if (arn === null || kind !== 'assumed-role' || role === undefined) return null;
	return `arn:${arn.partition}:iam::${arn.account}:role/${role}`;
}

/** The name at the end of an ARN, without its path; null when the text is no ARN. */
export function nameInArn(text: string): string | null {
	return readArn(text)?.resource.split('/').at(-1) ?? null;
}

/** The ARN of a role or user without its path; sessions show a role's so. */
export function withoutPath(arn: string): string {
	return arn.replace(/:(role|user)\/.*\//, ':$1/');
}

const DENIED_ROLE = /on resource: (arn:[\w-]+:iam::[^:\s]*:role\/[\w+=,.@/-]+)/;

/** A denied AssumeRole names its role only in the message, which may go on behind it. */
export function roleInMessage(message: string): string | null {
	return DENIED_ROLE.exec(message)?.[1]?.replace(/[.,]+$/, '') ?? null;
}

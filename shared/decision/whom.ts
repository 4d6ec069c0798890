import { isOurId } from '../case/case-key.ts';
import type { Selector } from '../containment/containment.ts';
import { selectorProblem } from '../containment/selector-form.ts';
import { nameInArn, readArn, withoutPath } from '../sign-in/arn.ts';
import { isPlainRole } from '../sign-in/role-sessions.ts';
import { type Refused, refused } from './refusals.ts';

/** The principal, case or containment that a text names. */
export type Whom =
	| { readonly kind: 'known'; readonly id: string }
	| { readonly kind: 'selector'; readonly selector: Selector; readonly account: string | null }
	| {
			readonly kind: 'user-arn';
			readonly arn: string;
			readonly account: string;
			readonly name: string;
	  }
	| { readonly kind: 'name'; readonly name: string }
	| AskedRole;

/** A role, all of whose sessions are meant: by its ARN or by its id. */
export type AskedRole =
	| {
			readonly kind: 'role-arn';
			readonly arn: string;
			readonly account: string;
			readonly name: string;
	  }
	| { readonly kind: 'role-id'; readonly id: string };

const ROLE_ID = /^(AROA[A-Z\d]{12,124})(?::\*)?$/;

/**
 * A user name or e-mail address.
 * https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_User.html
 */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\p{S}\p{P}]{0,127}$/u;
/** A mistyped id must not be looked up as a name. */
const LIKE_AN_ID = /^(A(IDA|ROA|KIA|SIA|GPA|NPA|IPA)[A-Z\d]{6,}|\d{12}|[\da-f]{10}-[\da-f-]+$|.*:)/;

/** Reads what a person typed. A refusal says how to find the right id. */
export function readWhom(text: string): Whom | Refused {
	if (isOurId(text)) return { kind: 'known', id: text };
	if (text.startsWith('arn:')) return readPrincipalArn(text);
	const [, roleId] = ROLE_ID.exec(text) ?? [];
	if (roleId !== undefined) return { kind: 'role-id', id: roleId };
	const account = /^(\d{12}):/.exec(text)?.[1] ?? null;
	const byId: Selector = { key: 'aws:userid', value: text };
	const byDirectory: Selector = { key: 'identitystore:UserId', value: text };
	const selector = [byId, byDirectory].find((one) => selectorProblem(one, 'scp') === null);
	if (selector !== undefined) return { kind: 'selector', selector, account };
	return NAME.test(text) && !LIKE_AN_ID.test(text)
		? { kind: 'name', name: text }
		: refused('not-a-principal', { text });
}

function readPrincipalArn(text: string): Whom | Refused {
	const arn = readArn(text);
	if (arn === null) return refused('not-an-arn', { text });
	const { service, account, resource } = arn;
	const [kind, role = '', session = ''] = resource.split('/');
	const name = nameInArn(text) ?? '';
	switch (`${service} ${kind}`) {
		case 'iam root': {
			const selector: Selector = { key: 'aws:PrincipalArn', value: text };
			return selectorProblem(selector, 'scp') === null
				? { kind: 'selector', selector, account }
				: refused('wrong-arn', { text });
		}
		case 'iam user':
			return { kind: 'user-arn', arn: text, account, name };
		case 'iam role':
			return isPlainRole(withoutPath(text))
				? { kind: 'role-arn', arn: text, account, name }
				: refused('wrong-arn', { text });
		case 'sts assumed-role':
			return refused('session-arn', { account, role, session });
		case 'sts federated-user':
			return refused('federated-arn', { account, name });
		default:
			return refused('wrong-arn', { text });
	}
}

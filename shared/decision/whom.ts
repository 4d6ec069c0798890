import { isOurId } from '../case/case-id.ts';
import type { Selector } from '../containment/containment.ts';
import { selectorProblem } from '../containment/selector-form.ts';
import { nameInArn, readArn } from '../sign-in/arn.ts';
import { type Refused, refused } from './refusals.ts';

/** Whom a person means, as far as the text says it. */
export type Whom =
	| { readonly kind: 'known'; readonly id: string }
	| { readonly kind: 'selector'; readonly selector: Selector; readonly account: string | null }
	| {
			readonly kind: 'user-arn';
			readonly arn: string;
			readonly account: string;
			readonly name: string;
	  };

/** Reads what somebody has typed. A refusal says where the id is to be found. */
export function readWhom(text: string): Whom | Refused {
	if (isOurId(text)) return { kind: 'known', id: text };
	if (text.startsWith('arn:')) return readPrincipalArn(text);
	const account = /^(\d{12}):/.exec(text)?.[1] ?? null;
	const byId: Selector = { key: 'aws:userid', value: text };
	const byDirectory: Selector = { key: 'identitystore:UserId', value: text };
	const selector = [byId, byDirectory].find((one) => selectorProblem(one, 'scp') === null);
	if (selector !== undefined) return { kind: 'selector', selector, account };
	return /^AROA\w+$/.test(text)
		? refused('role-id', { id: text })
		: refused('not-a-principal', { text });
}

function readPrincipalArn(text: string): Whom | Refused {
	const arn = readArn(text);
	if (arn === null) return refused('not-an-arn', { text });
	const { service, account, resource } = arn;
	const [kind, role = '', session = ''] = resource.split('/');
	const name = nameInArn(text) ?? '';
	switch (`${service} ${kind}`) {
		case 'iam root':
			return { kind: 'selector', selector: { key: 'aws:PrincipalArn', value: text }, account };
		case 'iam user':
			return { kind: 'user-arn', arn: text, account, name };
		case 'iam role':
			return refused('role-arn', { arn: text, name });
		case 'sts assumed-role':
			return refused('session-arn', { account, role, session });
		case 'sts federated-user':
			return refused('federated-arn', { account, name });
		default:
			return refused('wrong-arn', { text });
	}
}

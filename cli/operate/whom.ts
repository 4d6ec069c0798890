import { isOurId } from '../../shared/case/case-id.ts';
import type { Selector } from '../../shared/containment/containment.ts';
import { selectorProblem } from '../../shared/containment/selector-form.ts';
import { nameInArn, readArn } from '../../shared/sign-in/arn.ts';
import { UsageError } from '../usage-error.ts';

/** Whom a command means, as far as the text says it. */
export type Whom =
	| { readonly kind: 'known'; readonly id: string }
	| { readonly kind: 'selector'; readonly selector: Selector; readonly account: string | null }
	| {
			readonly kind: 'user-arn';
			readonly arn: string;
			readonly account: string;
			readonly name: string;
	  };

const FORMS =
	'write a case or containment (eyes status), AIDA…, AROA…:session, ACCOUNT:federated-name, a user id of Identity Center, ' +
	'arn:aws:iam::ACCOUNT:root, or the ARN of an IAM user';

/** Reads WHOM. Throws a UsageError that says where the id is to be found. */
export function readWhom(text: string): Whom {
	if (isOurId(text)) return { kind: 'known', id: text };
	if (text.startsWith('arn:')) return readPrincipalArn(text);
	const account = /^(\d{12}):/.exec(text)?.[1] ?? null;
	const byId: Selector = { key: 'aws:userid', value: text };
	const byDirectory: Selector = { key: 'identitystore:UserId', value: text };
	const selector = [byId, byDirectory].find((one) => selectorProblem(one, 'scp') === null);
	if (selector !== undefined) return { kind: 'selector', selector, account };
	if (/^AROA\w+$/.test(text))
		throw new UsageError(
			`${text} is a role, which many people may use: name one session of it, ${text}:SESSION`,
		);
	throw new UsageError(`"${text}" names nobody: ${FORMS}`);
}

function readPrincipalArn(text: string): Whom {
	const arn = readArn(text);
	if (arn === null) throw new UsageError(`"${text}" is no ARN: ${FORMS}`);
	const { service, account, resource } = arn;
	const [kind, ...parts] = resource.split('/');
	const name = nameInArn(text) ?? '';
	if (service === 'iam' && resource === 'root') {
		return { kind: 'selector', selector: { key: 'aws:PrincipalArn', value: text }, account };
	}
	if (service === 'iam' && kind === 'user') return { kind: 'user-arn', arn: text, account, name };
	if (service === 'sts' && kind === 'assumed-role') {
		throw new UsageError(
			`a session's ARN lacks the id of its role. Ask for it in account ${account}: aws iam get-role --role-name ${parts[0]} ` +
				`--query Role.RoleId --output text; then: eyes contain AROA…:${parts[1]} --account ${account} --name ${parts[0]}`,
		);
	}
	if (service === 'sts' && kind === 'federated-user') {
		throw new UsageError(
			`write a federated session as its requests carry it: eyes contain ${account}:${name}`,
		);
	}
	if (service === 'iam' && kind === 'role') {
		throw new UsageError(
			`${text} is a role, which many people and services may use; only one session of it can be contained: AROA…:SESSION ` +
				`(its id: aws iam get-role --role-name ${name} --query Role.RoleId). To cut the whole role, revoke its sessions in IAM`,
		);
	}
	throw new UsageError(`"${text}" is nobody who can be contained: ${FORMS}`);
}

import { ACCOUNT } from './a-record.ts';

/**
 * Makes the identity of a federated session. `user` is the user who created it; null stands for the
 * root user.
 */
export function aFederatedUser(name: string, user: string | null): Record<string, unknown> {
	const arn = `arn:aws:iam::${ACCOUNT}:${user === null ? 'root' : `user/ops/${user}`}`;
	return {
		type: 'FederatedUser',
		principalId: `${ACCOUNT}:${name}`,
		arn: `arn:aws:sts::${ACCOUNT}:federated-user/${name}`,
		accountId: ACCOUNT,
		accessKeyId: 'ASIAFEDERATEDEXAMPLE',
		sessionContext: {
			sessionIssuer: {
				type: user === null ? 'Root' : 'IAMUser',
				arn,
				accountId: ACCOUNT,
				...(user === null ? {} : { userName: user }),
			},
			attributes: { creationDate: '2026-03-03T00:30:00Z', mfaAuthenticated: 'false' },
		},
	};
}

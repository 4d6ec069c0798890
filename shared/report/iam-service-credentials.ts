import {
	ListServiceSpecificCredentialsCommand,
	type ServiceSpecificCredentialMetadata,
} from '@aws-sdk/client-iam';
import {
	CREDENTIAL_SERVICES,
	type ListedServiceCredential,
	type ListedServiceCredentials,
	type ServiceNotAsked,
} from './account-reader.ts';
import type { OpenAccount } from './iam-user-reads.ts';
import { allPages, incomplete, type ReadCall, RefusedRead } from './refused-read.ts';

/**
 * Errors of a partition or an emulator that does not know the service. They stay as they are
 * however often IAM is asked, so they must not hide the rest of the account.
 */
const NOT_KNOWN = ['ServiceNotSupported', 'InvalidInput', 'ValidationError', 'Validation'];

/**
 * Lists the credentials of all users, service by service: IAM demands a service with `AllUsers`.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html
 */
export async function listServiceCredentials(open: OpenAccount): Promise<ListedServiceCredentials> {
	const credentials: ListedServiceCredential[] = [];
	const notAsked: ServiceNotAsked[] = [];
	for (const service of CREDENTIAL_SERVICES) {
		try {
			credentials.push(...(await credentialsFor(open, service)));
		} catch (error) {
			if (!(error instanceof RefusedRead && NOT_KNOWN.includes(error.code))) throw error;
			notAsked.push({ service, why: error.message });
		}
	}
	return { credentials, notAsked };
}

async function credentialsFor(
	{ client, account }: OpenAccount,
	service: string,
): Promise<ListedServiceCredential[]> {
	const where = `account ${account} for ${service}`;
	const call = { action: 'iam:ListServiceSpecificCredentials', where };
	const listed = await allPages(call, async (Marker) => {
		const input = { AllUsers: true, ServiceName: service, Marker };
		const page = await client.send(new ListServiceSpecificCredentialsCommand(input));
		const { ServiceSpecificCredentials: items, IsTruncated, Marker: next } = page;
		return { items, isCut: IsTruncated === true, next };
	});
	return listed.map((one) => listedCredential(call, one));
}

function listedCredential(
	call: ReadCall,
	one: ServiceSpecificCredentialMetadata,
): ListedServiceCredential {
	const { UserName: user, ServiceSpecificCredentialId: id, ServiceName: service } = one;
	if (user === undefined || id === undefined || service === undefined) {
		throw incomplete(call, 'a credential without its user, id or service');
	}
	return {
		user,
		id,
		service,
		isActive: one.Status === 'Active',
		createdAt: one.CreateDate?.getTime() ?? null,
		expiresAt: one.ExpirationDate?.getTime() ?? null,
	};
}

import ipaddr from 'ipaddr.js';
import type { Cidr } from '../configuration/cidr.ts';

/** A range that takes more texts than this is not written as texts. */
const MOST_TEXTS = 256;

/**
 * Writes a range as texts of addresses, in which `*` stands for any characters: whole octets or
 * groups as beginnings (`203.0.113.*`, `2001:db8:10:*`), and what is narrower than an octet as single
 * addresses. No text stands for an address outside of the range. Addresses of the range may be missing:
 * IPv6 addresses in another spelling than that of RFC 5952, and those of a range that would take too
 * many texts.
 * https://www.rfc-editor.org/rfc/rfc5952#section-4
 */
export function textsOfRange({ address, bits }: Cidr): readonly string[] {
	const parts = address.kind() === 'ipv4' ? octetsOf(address) : groupsOf(address);
	const width = address.kind() === 'ipv4' ? 8 : 16;
	const known = Math.max(1, Math.ceil(bits / width));
	const count = 2 ** (known * width - bits);
	if (count > MOST_TEXTS) return [];
	const before = parts.slice(0, known - 1);
	const last = parts[known - 1] ?? 0;
	return Array.from({ length: count }, (_, n) => [...before, last + n]).flatMap(
		address.kind() === 'ipv4' ? ipv4Texts : ipv6Texts,
	);
}

function octetsOf(address: Cidr['address']): number[] {
	return address.toByteArray();
}

function groupsOf(address: Cidr['address']): number[] {
	const bytes = address.toByteArray();
	return Array.from({ length: 8 }, (_, n) => ((bytes[2 * n] ?? 0) << 8) | (bytes[2 * n + 1] ?? 0));
}

function ipv4Texts(octets: readonly number[]): string[] {
	return [octets.length < 4 ? `${octets.join('.')}.*` : octets.join('.')];
}

function ipv6Texts(groups: readonly number[]): string[] {
	if (groups.length === 8) return [new ipaddr.IPv6([...groups]).toRFC5952String()];
	const written = groups.map((group) => group.toString(16));
	const plain = `${written.join(':')}:*`;
	// `::` stands for one zero group or more, so it says something only of the first of them.
	const isOneZero = groups.length > 1 && groups.at(-1) === 0 && groups.at(-2) !== 0;
	return isOneZero ? [plain, `${written.slice(0, -1).join(':')}::*`] : [plain];
}

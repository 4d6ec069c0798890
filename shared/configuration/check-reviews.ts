import type { Configuration } from './configuration.ts';

/** A review further away than this is no review. */
const MOST_DAYS = 2 * 365;

/**
 * Warns of exemptions, vendors and exceptions that somebody should review, or that nobody will for
 * years.
 */
export function checkReviews({ exemptions, vendors, use }: Configuration, today: string): string[] {
	return [
		...exemptions.map(({ principal, review }, at) => ({
			path: `exemptions.${at}.review`,
			what: `the exemption of "${principal}"`,
			review,
		})),
		...vendors.map(({ account, review }, at) => ({
			path: `vendors.${at}.review`,
			what: `the vendor ${account}`,
			review,
		})),
		...use.except.map(({ principal, review }, at) => ({
			path: `use.except.${at}.review`,
			what: `whether ${principal} is still used from anywhere`,
			review,
		})),
	].flatMap(({ path, what, review }) => {
		if (review < today)
			return [`${path}: ${review} has passed; review ${what}, then change the date or remove it`];
		return daysBetween(today, review) > MOST_DAYS
			? [
					`${path}: ${review} is more than two years away; choose a day on which somebody reviews ${what}`,
				]
			: [];
	});
}

function daysBetween(from: string, to: string): number {
	return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

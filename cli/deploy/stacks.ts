/** In the management account: the SCPs, and what brings the parts into all other accounts. */
export const MANAGEMENT_STACK = 'eyes-system-management';
/** What `cdk bootstrap` makes. https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
export const BOOTSTRAP_STACK = 'CDKToolkit';

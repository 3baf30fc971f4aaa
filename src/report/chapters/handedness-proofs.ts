/** Three theorems on what networks of Gaunt products tell apart, with their proofs: blind to handedness, to nothing else, and one odd path mends it. */
import type { Block } from '../document.ts';

const details = (summary: string, ...texts: readonly string[]): Block => ({
  kind: 'details',
  summary,
  blocks: texts.map((text) => ({ kind: 'paragraph', text })),
});

const theorem = (title: string, text: string): Block => ({ kind: 'callout', role: 'finding', title, text });

export const HANDEDNESS_PROOFS: readonly Block[] = [
  theorem(
    'Theorem 1: Gaunt products do not see handedness.',
    'A network of Gaunt products of spherical harmonics, of any degree, depth, width and weights, has the same invariants on a point cloud and on its mirror image. So has a network of any operation whose features have natural parities.',
  ),
  {
    kind: 'paragraph',
    text: '*Proof.* Every mirror image of $P$ is a rotation of $-P$, and rotations change no invariant. Moments obey $A_\\ell(-P)=(-1)^\\ell A_\\ell(P)$, for $Y_{\\ell m}(-r)=(-1)^\\ell\\, Y_{\\ell m}(r)$. Suppose two features obey the same rule. Their product on a path has the sign $(-1)^{\\ell_1+\\ell_2}$. The Gaunt coefficient is non-zero only for even $\\ell_1+\\ell_2+\\ell_3$, where this is $(-1)^{\\ell_3}$: the rule holds again. Linear layers combine features of equal ℓ, nonlinearities act on invariants. So all features obey it, and for $\\ell=0$ it says $x(-P)=x(P)$. With natural parities the rule is the definition of parity. Messages between points are made of harmonics of $r_i-r_j$, which obey the rule too: any number of message-passing layers is covered. ∎',
  },
  theorem(
    'Theorem 2: they miss nothing else.',
    'Let $P$, $Q$ be two finite clouds. If no rotation or reflection about the centre takes $P$ to $Q$, some network of Gaunt products tells them apart.',
  ),
  details(
    'Proof',
    'Call the points of one species at one distance a class. If classes of $P$ and $Q$ differ in size, an invariant of order 1 tells. Otherwise let $P$ have points $r_i$, $Q$ points $q_i$, with equal classes. On the unit sphere, $p_{c,n}(s)=\\sum_{i\\in c}(s\\cdot r_i)^n$ is a combination of the moments of class $c$ of degrees at most $n$, read as a function of $s$. Gaunt products multiply functions point by point, so with enough degrees and orders a network forms $\\int \\Phi(p(s))\\,ds$ for every polynomial Φ. Suppose all these are equal for $P$ and $Q$.',
    '*Step 1.* Moments determine the law of a bounded random vector. So for uniform $s$ the vector $p(s)$ has the same law for both clouds, hence the same set of values. By Newton, $p_{c,1},\\dots,p_{c,|c|}$ determine the numbers $s\\cdot r_i$, $i\\in c$, up to order. With the linear maps $Rs=(s\\cdot r_i)_i$, $Ts=(s\\cdot q_i)_i$ and σ running over the permutations within classes: $\\bigcup_\\sigma \\sigma R(S^2)=\\bigcup_\\sigma \\sigma T(S^2)$.',
    "*Step 2.* Join every point of these sets to 0. What $R(S^2)$ gives is $K=R(B)$, $B$ the unit ball: an ellipsoid around 0 that spans the image $V$ of $R$. With $K'=T(B)$ then $\\bigcup \\sigma K=\\bigcup\\sigma K'$. In $V$, ellipsoids that do not contain an open part of $V$ are null sets. As $K$ is none, some $\\sigma K'$ is none; so the dimension of $K'$ is no smaller, by symmetry no larger, and both unions have, in $V$, members that span it. The unions of these members are closed, equal up to null sets, and closures of their interiors, hence equal. In the direction $u$ such a union ends at the farthest of its members. On some open set of directions that is one $\\sigma K$ and one $\\sigma' K'$; there their quadratic forms agree, hence everywhere: $\\sigma K=\\sigma' K'$.",
    "*Step 3.* So $R(B)=\\tau T(B)$ with $\\tau=\\sigma^{-1}\\sigma'$. Hence there is a linear map $M$ from the span of $P$ onto the span of $Q$ that takes unit ball to unit ball, an isometry, with $R=\\tau TM$. It says $r_i\\cdot s=q_{\\tau(i)}\\cdot Ms$ for all $s$ in the span of $P$, so $q_{\\tau(i)}=Mr_i$: an orthogonal map takes $P$ to $Q$, class by class. ∎",
  ),
  theorem(
    'Theorem 3: one odd path is enough for handedness.',
    'Let no rotation about the centre take the finite cloud $P$ to its mirror image. Then there is a path of the curl product with which, used once, a network of Gaunt products tells the two apart.',
  ),
  details(
    'Proof',
    'Let $\\{f,g\\}=s\\cdot(\\nabla f\\times\\nabla g)$, and $p$ as before. The integrals $\\int\\Phi(p)\\,\\{p_a,p_b\\}\\,ds$ take one curl product, and change sign from $P$ to $-P$: $p(s)$ becomes $p(-s)$, and $s$ in the bracket changes sign. Each is a sum over the paths of the curl product on the degrees in $p_a$, $p_b$ and $\\Phi(p)$; if one integral is non-zero, so is the part of one path. Suppose all vanish. Polynomials are dense, so the mean of $\\{p_a,p_b\\}$ over the points $s$ with a given value of $p$ is zero.',
    "Which points are these? If $p(s)=p(s')$ then $Rs'=\\sigma Rs$ for some σ. $P$ spans space, for a cloud that lies in a plane with its centre is its own mirror image; so $R$ is injective. If σ does not keep the image of $R$, the $s$ with $\\sigma Rs$ in it form a null set. If it does, $s'=Ns$ with $N=R^{-1}\\sigma R$, and $|Ns|=|s|$; unless $N$ is orthogonal such $s$ are a null set of the sphere. If it is, $RN=\\sigma R$ says that the transpose of $N$ permutes the points of $P$ within classes. So, null sets apart, the points with one value of $p$ are $Ns$, $N$ in the finite symmetry group of $P$, all of whose members are rotations.",
    'Rotations that keep $P$ keep $p$ and so the bracket: $\\{p_a,p_b\\}$ is equal at all these points, and its mean is itself. Hence all brackets vanish, the gradients of all $p_a$ are parallel everywhere, and $p$ has rank at most 1. It is not constant. Where its rank is 1, it is constant along curves; but almost every value is taken at finitely many points only. A contradiction. ∎',
  ),
];

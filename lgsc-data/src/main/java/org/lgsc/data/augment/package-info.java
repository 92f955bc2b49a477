/** Seeded training augmentation: that of the published code, and milder ones. */
@NullMarked
package org.lgsc.data.augment;

import org.jspecify.annotations.NullMarked;

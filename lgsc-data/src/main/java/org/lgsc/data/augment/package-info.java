/** Seeded training augmentation of the published code. */
@NullMarked
package org.lgsc.data.augment;

import org.jspecify.annotations.NullMarked;

/** Seeded training augmentation of the published code. */
package org.lgsc.data.augment;

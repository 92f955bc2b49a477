/** Augmentations by name, for the command line. Not part of the API. */
package org.lgsc.data.internal.augment;

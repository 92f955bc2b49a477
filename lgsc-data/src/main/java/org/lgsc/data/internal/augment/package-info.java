/** Augmentations by name, for the command line. No part of the API. */
package org.lgsc.data.internal.augment;

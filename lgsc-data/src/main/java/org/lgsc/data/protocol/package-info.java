/**
 * Presentations of a data set and the protocols that assign them to training, development and test.
 * By default subjects never cross splits.
 */
@NullMarked
package org.lgsc.data.protocol;

import org.jspecify.annotations.NullMarked;

/**
 * The encoder that comes with the library, and initial filters that see the traces of a camera. Not
 * part of the API.
 */
@NullMarked
package org.lgsc.train.internal.pretext;

import org.jspecify.annotations.NullMarked;

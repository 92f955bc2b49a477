/**
 * Face crops of a data set's videos, cut out once and kept as pictures with a manifest, and the
 * samples made from them for training and scoring.
 */
@NullMarked
package org.lgsc.data.cache;

import org.jspecify.annotations.NullMarked;

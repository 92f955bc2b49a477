/** Runs of a protocol: folds with their score files, evaluated singly and together. */
@NullMarked
package org.lgsc.eval.protocol;

import org.jspecify.annotations.NullMarked;

/** Runs of a protocol: folds with their score files, evaluated singly and together. */
package org.lgsc.eval.protocol;

/** Runs of a protocol: folds with their score files, evaluated one by one and together. */
package org.lgsc.eval.protocol;

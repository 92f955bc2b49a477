/** Figures of cue maps and of features. */
package org.lgsc.cli.figure;

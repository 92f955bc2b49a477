/** Pictures of cues and of features. */
package org.lgsc.cli.figure;

/** The web demo: a page on this machine alone, a picture in, face, cue map and verdict out. */
package org.lgsc.cli.demo;

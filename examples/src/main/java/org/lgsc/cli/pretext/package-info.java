/**
 * How the encoder that comes with the library was made: a small ResNet18 that learned, on drawn
 * faces alone, to tell a living face from one that was printed or shown on a display and
 * photographed again.
 */
package org.lgsc.cli.pretext;

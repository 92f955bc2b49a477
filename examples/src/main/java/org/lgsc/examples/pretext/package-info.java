/**
 * How the encoder that comes with the library was made: a small ResNet18 that learned, on drawn
 * faces and textures alone, to name what had happened to a picture, such as a poorer gamut, another
 * resampling, a screen's grid or a recapture.
 */
package org.lgsc.examples.pretext;

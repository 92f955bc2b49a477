/**
 * Training of the library's built-in encoder: a small ResNet18 that learned, on drawn faces only,
 * to tell a live face from one that was printed or shown on a display and photographed again.
 */
package org.lgsc.cli.pretext;

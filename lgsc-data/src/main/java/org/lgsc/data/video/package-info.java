/** Frames of videos, decoded with FFmpeg. */
package org.lgsc.data.video;

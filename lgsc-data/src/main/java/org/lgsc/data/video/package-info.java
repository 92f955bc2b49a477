/** Frames of videos, decoded with FFmpeg. */
@NullMarked
package org.lgsc.data.video;

import org.jspecify.annotations.NullMarked;

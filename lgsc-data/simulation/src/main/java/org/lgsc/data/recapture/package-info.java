/**
 * From a live photograph to a presentation attack: models of printing, display and the camera in
 * front of them.
 */
@NullMarked
package org.lgsc.data.recapture;

import org.jspecify.annotations.NullMarked;

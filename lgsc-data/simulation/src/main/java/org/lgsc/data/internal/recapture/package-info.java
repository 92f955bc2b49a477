/** Models of printing, display and the camera in front of them. Not part of the API. */
@NullMarked
package org.lgsc.data.internal.recapture;

import org.jspecify.annotations.NullMarked;

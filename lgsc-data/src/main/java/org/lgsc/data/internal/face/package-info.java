/** Faces that are checked before they are scored. Not part of the API. */
@NullMarked
package org.lgsc.data.internal.face;

import org.jspecify.annotations.NullMarked;

/** Faces that are checked before they are scored. Not part of the API. */
package org.lgsc.data.internal.face;

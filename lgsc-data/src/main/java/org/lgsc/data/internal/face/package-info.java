/** Pictures of faces that were judged before they are scored. No part of the API. */
package org.lgsc.data.internal.face;

/** Lists of presentations as files. No part of the API. */
package org.lgsc.data.internal.sets;

/** Reads the body and answers: what posts to Outlay are compared with. */
export async function POST(request) {
  const body = await request.arrayBuffer();
  return Response.json({ bytes: body.byteLength });
}

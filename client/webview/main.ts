// What runs inside the preview.
export {};
